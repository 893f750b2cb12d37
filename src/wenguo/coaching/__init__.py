"""Coaching: courses, simulator, quality review, recognition. Small today: its floor is laid, its doors stand."""
