/* Charts load plotly's small bundle where the server has it, and Dash's own where it has not. */
(function () {
  "use strict";

  const bundle = document.querySelector('meta[name="plotly-bundle"]');
  if (bundle) {
    // Dash sets this address as it starts; the setter keeps ours.
    Object.defineProperty(window, "_dashPlotlyJSURL", { get: () => bundle.content, set: () => {} });
  }
})();
