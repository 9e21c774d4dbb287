using System.CommandLine;

namespace Hep.Cli.Verbs;

/// <summary><c>hep test</c>.</summary>
internal sealed class TestVerb : Verb
{
    private readonly IVerbBodies bodies;
    private readonly Option<string?> filter = Text("--filter", "TEXT", "Only tests whose full name contains this");

    public TestVerb(IVerbBodies bodies)
        : base(
            "test",
            "Run the toolkit's own tests",
            """
            hep test --filter Cards
            runs the tests of the run cards and ends with 'N passed, N failed, N skipped'
            """)
    {
        this.bodies = bodies;
        Add(filter);
    }

    protected override int Run(ParseResult parsed, Shell shell) => bodies.Test(new(parsed.GetValue(filter)), shell);
}
