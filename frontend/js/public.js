// Optional on customer pages: photo previews and size warnings. Every page works without it.
import './files.js';
