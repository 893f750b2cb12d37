// Optional on customer pages: photo previews, size warnings, fields that follow the answers. Every page works without it.
import './files.js';
import './own.js';
