using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Architecture;

/// <summary>A binding has no public member which the package that it stands for does not have with that signature.</summary>
public class BindingTests
{
    [SkippableTheory]
    [InlineData("TorchSharp", "torchsharp-0.107.txt")]
    [InlineData("OnnxRuntime", "onnxruntime.txt")]
    [InlineData("ScottPlot", "scottplot.txt")]
    public void BindingIsAStrictSubset(string binding, string listing)
    {
        var shared = Path.GetFullPath(Repository.PathOf("../shared"));
        var check = Path.Combine(shared, "check-api");
        var assembly = Path.Combine(AppContext.BaseDirectory, $"Hep.Bindings.{binding}.dll");
        Skip.IfNot(File.Exists(check), "the listings of the official packages (../shared/check-api) are not here");
        Skip.IfNot(File.Exists(assembly), "built with the official packages: there is no binding to check");

        var (code, output) = Tool.Run(check, assembly, Path.Combine(shared, "api", listing));

        Assert.True(code == 0, $"public in Hep.Bindings.{binding}, but not in the official package with that signature:\n{output}");
    }
}
