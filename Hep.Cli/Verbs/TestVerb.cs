using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep test</c>.</summary>
internal sealed class TestVerb : Verb
{
    private readonly IVerbBodies _bodies;
    private readonly Option<string?> _filter = Text("--filter", "TEXT", "Only tests whose full name contains this");

    public TestVerb(IVerbBodies bodies)
        : base(
            "test",
            "Run the toolkit's own tests",
            """
            hep test --filter Cards
            runs the tests of the run cards and ends with 'N passed, N failed, N skipped'
            """)
    {
        _bodies = bodies;
        Add(_filter);
    }

    protected override int Run(ParseResult parsed, Shell shell) => _bodies.Test(new(parsed.GetValue(_filter)), shell);
}
