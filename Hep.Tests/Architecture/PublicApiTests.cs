using System.Reflection;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Architecture;

/// <summary>What other programs may use is written down, so that a change of it is a visible difference in a commit.</summary>
public class PublicApiTests
{
    [Theory]
    [InlineData("Hep.Data")]
    [InlineData("Hep.Evaluation")]
    [InlineData("Hep.Models")]
    [InlineData("Hep.Onnx")]
    [InlineData("Hep.Training")]
    public void EveryPublicMemberIsListed(string assembly)
    {
        var file = Repository.PathOf($"Hep.Tests/Architecture/Api/{assembly}.txt");
        var found = ApiListing.Of(Assembly.Load(assembly));
        if (Environment.GetEnvironmentVariable("HEP_ACCEPT") == "1")
            File.WriteAllText(file, string.Concat(found.Select(line => line + "\n")));

        var listed = File.Exists(file) ? File.ReadAllLines(file) : [];
        var difference = listed.Except(found).Select(line => "- " + line).Concat(found.Except(listed).Select(line => "+ " + line)).ToArray();
        Assert.True(
            difference.Length == 0,
            $"The public API of {assembly} is not the one in Hep.Tests/Architecture/Api/{assembly}.txt. If it is meant to change, run "
                + $"'HEP_ACCEPT=1 ./hep test PublicApi' and commit that file.\n{string.Join('\n', difference)}");
        Assert.Equal(found, listed);
    }

    [Fact]
    public void AMemberIsWrittenAsCSharpWritesIt()
    {
        const string Sample = "Hep.Tests.Architecture.ApiSample<T>: ";
        var lines = ApiListing.Of(typeof(PublicApiTests).Assembly)
            .Where(line => line.StartsWith(Sample, StringComparison.Ordinal))
            .Select(line => line[Sample.Length..]);

        Assert.Equal(
            """
            Dictionary<string, T[]?>? Map { get; init; }
            abstract record : IEquatable<ApiSample<T>>
            const double Half = 0.5
            int N { get; init; }
            protected abstract bool Find(ReadOnlySpan<float> x, out int index, params T[] rest)
            protected new(int N, string? Name = null)
            static (double Value, (double Low, double? High) Range) Auc<U>(List<string?> names)
            string? Name { get; init; }
            """,
            string.Join('\n', lines));
    }
}
