"""Django plumbing that knows no business: news, jobs, actor, live updates, components, bilingual text."""
