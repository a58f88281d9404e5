// Before the first paint: the theme that the person chose, or the system's, so that no page flashes white.
(function () {
  var chosen;
  try {
    chosen = localStorage.getItem('kinship.scheme');
  } catch {
    chosen = null;
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
