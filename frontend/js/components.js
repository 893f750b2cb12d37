// The few Alpine components. Expressions stay in here: pages name methods and values only.

// Bulk bar: counts the checked boxes with data-select inside.
export function selection() {
  return {
    count: 0,
    get none() { return this.count === 0; },
    update() { this.count = this.$root.querySelectorAll('input[data-select]:checked').length; },
    clear() {
      for (const box of this.$root.querySelectorAll('input[data-select]:checked')) box.checked = false;
      this.update();
    },
    all() {
      for (const box of this.$root.querySelectorAll('input[data-select]')) box.checked = true;
      this.update();
    },
  };
}

// Composer tabs: buttons role=tab data-tab="x" over panels data-panel="x"; arrow keys move between tabs.
export function tabs() {
  return {
    init() {
      const first = this.$root.querySelector('[role=tab][aria-selected=true]') ?? this.$root.querySelector('[role=tab]');
      this.choose(first);
    },
    pick(event) {
      const tab = event.target.closest('[role=tab]');
      if (tab) this.choose(tab);
    },
    step(event) {
      const all = [...this.$root.querySelectorAll('[role=tab]')];
      const move = {ArrowRight: 1, ArrowLeft: -1}[event.key];
      const at = all.indexOf(event.target);
      if (!move || at < 0) return;
      const next = all[(at + move + all.length) % all.length];
      this.choose(next);
      next.focus();
    },
    choose(tab) {
      if (!tab) return;
      for (const other of this.$root.querySelectorAll('[role=tab]')) {
        other.setAttribute('aria-selected', String(other === tab));
        other.tabIndex = other === tab ? 0 : -1;
      }
      for (const panel of this.$root.querySelectorAll('[data-panel]')) panel.hidden = panel.dataset.panel !== tab.dataset.tab;
      this.$root.classList.toggle('is-note', tab.dataset.tab === 'note');
    },
  };
}
