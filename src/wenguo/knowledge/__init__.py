"""Knowledge: articles, case library, assistant, help centre. Small today: its floor is laid, its doors stand."""
