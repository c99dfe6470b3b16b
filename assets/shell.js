/* The shell follows the page that the server drew, and the filters write themselves into the URL. */
(function () {
  "use strict";

  let applied = null;

  function nameOf(entry) {
    return entry.id.name;
  }

  function searchOf(names, values) {
    const query = new URLSearchParams();
    const changed = names.filter((name, place) => values[place] !== "all" && values[place] !== applied.values[name]);
    // What was chosen last stands last: where filters cannot be combined, the server leaves that one out.
    const order = [...names.filter((name) => !changed.includes(name)), ...changed];
    order.forEach((name) => {
      const value = values[names.indexOf(name)];
      if (value && value !== "all") {
        query.set(name, value);
      }
    });
    const text = query.toString();
    return text ? "?" + text : "";
  }

  function mark(path) {
    document.querySelectorAll("#navigation a").forEach((link) => {
      if (link.pathname === path) {
        link.setAttribute("aria-current", "page");
      } else {
        link.removeAttribute("aria-current");
      }
    });
  }

  function arrive(path) {
    const here = applied && applied.path === path;
    const moved = applied && !here;
    if (moved) {
      window.scrollTo(0, 0);
    }
    // After the page is drawn: what the address names, else its question, is what a screen reader reads next.
    window.requestAnimationFrame(() => {
      const named = !applied.filters && document.getElementById(window.location.hash.slice(1));
      if (named) {
        named.focus({ preventScroll: true });
        named.scrollIntoView({ block: here ? "nearest" : "start" });
      } else if (moved) {
        document.getElementById("question")?.focus({ preventScroll: true });
      }
    });
  }

  function withPeriod(options, now) {
    const known = options.some((option) => option.value === now.values.period);
    return known ? options : [...options, { value: now.values.period, label: now.period }];
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    shell: {
      follow: function (now, options) {
        if (!now) {
          throw window.dash_clientside.PreventUpdate;
        }
        const [filters, links] = window.dash_clientside.callback_context.outputs_list;
        arrive(now.path);
        mark(now.path);
        applied = now;
        return [
          filters.map((entry) => now.values[nameOf(entry)] || "all"),
          links.map((entry) => entry.id.path + now.query),
          withPeriod(options, now),
          now.path,
          !now.filters,
          now.status,
        ];
      },

      choose: function (values) {
        if (!applied || !applied.filters) {
          return window.dash_clientside.no_update;
        }
        const names = window.dash_clientside.callback_context.inputs_list[0].map(nameOf);
        const same = names.every((name, place) => values[place] === (applied.values[name] || "all"));
        return same ? window.dash_clientside.no_update : searchOf(names, values);
      },

      // Words that were asked for come into sight, where they are not in it.
      show: function (heading) {
        document.getElementById("voices-heading")?.scrollIntoView({ block: "nearest" });
        return heading ? "shown" : "";
      },

      // The first field with something to mend is where one writes next; else what became of it comes into sight.
      mend: function (words) {
        window.requestAnimationFrame(() => {
          const wrong = document.querySelector(".field-error:not(:empty)");
          if (wrong) {
            document.getElementById(wrong.closest("label").htmlFor)?.focus();
          } else {
            const line = document.querySelector(".form-outcome");
            line?.scrollIntoView({ block: "nearest" });
            // A button that took itself away leaves the keyboard nowhere.
            if (document.activeElement === document.body) {
              line?.focus({ preventScroll: true });
            }
          }
        });
        return words ? "form-outcome said" : "form-outcome";
      },

      copy: function (clicks) {
        if (!clicks) {
          return window.dash_clientside.no_update;
        }
        return navigator.clipboard.writeText(window.location.href).then(
          () => "Link copied",
          () => "Copy the address above",
        );
      },
    },
  });
})();
