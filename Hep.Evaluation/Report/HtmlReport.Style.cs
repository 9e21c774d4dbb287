namespace Hep.Evaluation.Report;

public sealed partial record HtmlReport
{
    private const string Style =
        """

        :root { color-scheme: light; --ink: #1b2430; --soft: #5b6675; --line: #dfe4ea; --paper: #ffffff; --back: #f5f7f9; --accent: #0b5394; }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
        main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
        h1 { margin: 0; font-size: 1.75rem; line-height: 1.25; letter-spacing: -0.01em; overflow-wrap: anywhere; }
        h2 { margin: 0 0 0.75rem; font-size: 1.2rem; line-height: 1.3; }
        p { margin: 0 0 0.75rem; max-width: 46rem; overflow-wrap: anywhere; }
        .subtitle { margin: 0.25rem 0 0; color: var(--soft); }
        .numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(12.4rem, 1fr)); gap: 0.75rem; margin: 1.25rem 0; }
        .numbers div { background: var(--paper); border: 1px solid var(--line); border-left: 4px solid var(--accent); border-radius: 6px; padding: 0.7rem 0.9rem; }
        .numbers dt { color: var(--soft); font-size: 0.85rem; }
        .numbers dd { margin: 0; font-size: 1.1rem; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
        .numbers dd.note { color: var(--soft); font-size: 0.8rem; font-weight: 400; }
        nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; margin: 0 0 1rem; font-size: 0.95rem; }
        a { color: var(--accent); text-decoration: none; }
        a:hover, a:focus { text-decoration: underline; }
        section { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 1.1rem 1.25rem; margin: 0 0 1rem; }
        .warnings { background: #fff7e6; border-color: #e0a020; }
        .warnings h2 { color: #7a4b00; }
        .warnings ul { margin: 0; padding-left: 1.2rem; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1.25rem; }
        figure { margin: 0; }
        figure img { display: block; width: 100%; max-width: 34rem; height: auto; margin: 0 auto; background: #ffffff; }
        figcaption { margin: 0.4rem auto 0; max-width: 34rem; color: var(--soft); font-size: 0.88rem; }
        .table { overflow-x: auto; margin-top: 0.9rem; }
        table { border-collapse: collapse; font-size: 0.93rem; font-variant-numeric: tabular-nums; min-width: 50%; }
        caption { text-align: left; color: var(--soft); font-size: 0.88rem; padding-bottom: 0.35rem; }
        th, td { padding: 0.35rem 0.9rem 0.35rem 0; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; white-space: nowrap; }
        th:first-child { text-align: left; font-weight: 500; }
        thead th, thead th:first-child { border-bottom: 2px solid var(--ink); font-weight: 600; }
        .facts td { text-align: left; white-space: normal; overflow-wrap: anywhere; }
        pre { margin: 0.9rem 0 0; padding: 0.9rem 1rem; background: var(--back); border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; font: 0.85rem/1.5 ui-monospace, "DejaVu Sans Mono", Consolas, monospace; }
        @media print {
          body { background: #ffffff; font-size: 10pt; }
          main { max-width: none; padding: 0; }
          nav { display: none; }
          section, .numbers div { border-color: #bbbbbb; }
          figure, table, .numbers div { break-inside: avoid; }
          h2 { break-after: avoid; }
          .figures { grid-template-columns: 1fr 1fr; }
          pre { white-space: pre-wrap; }
        }

        """;
}
