using System.Reflection;
using System.Xml.Linq;
using Hep.Tests.Support;
using Xunit;

namespace Hep.Tests.Architecture;

/// <summary>Arrows between the rooms point one way, in what projects ask for and in what assemblies use.</summary>
public class ArrowTests
{
    private const string Torch = "TorchSharp";
    private const string Runtime = "Microsoft.ML.OnnxRuntime";
    private const string Plot = "ScottPlot";

    // A room, the rooms it may use, and those of the packages with a binding that it may use.
    private static readonly (string Room, string[] Rooms, string[] Packages)[] Allowed =
    [
        ("Hep.Data", [], []),
        ("Hep.Evaluation", [], [Plot]),
        ("Hep.Models", ["Hep.Data"], [Torch]),
        ("Hep.Onnx", ["Hep.Models"], [Torch, Runtime]),
        ("Hep.Training", ["Hep.Models", "Hep.Onnx", "Hep.Evaluation", "Hep.Data"], [Torch]),
        ("Hep.Cli", ["Hep.Training", "Hep.Models", "Hep.Onnx", "Hep.Evaluation", "Hep.Data"], [Torch]),
    ];

    public static TheoryData<string> Rooms => [.. Allowed.Select(a => a.Room)];

    [Fact]
    public void EveryRoomHasItsArrows()
    {
        var projects = Directory.GetDirectories(Repository.Root, "Hep.*").Select(Path.GetFileName).Where(d => d != "Hep.Tests");

        Assert.Equal(Allowed.Select(a => a.Room).Order(StringComparer.Ordinal), projects.Order(StringComparer.Ordinal)!);
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void ProjectAsksOnlyForWhatItMayUse(string room)
    {
        var (_, rooms, packages) = Allowed.Single(a => a.Room == room);
        var project = XDocument.Load(Repository.PathOf($"{room}/{room}.csproj"));

        Assert.Empty(Included(project, "ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p)).Except(rooms));
        Assert.Empty(Included(project, "HepPackage").Except(packages));
        // A program brings the native libraries along (TorchSharp-cpu); everything else comes as a HepPackage, which can be a binding.
        Assert.Empty(Included(project, "PackageReference").Intersect([Torch, Runtime, Plot]));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void AssemblyUsesOnlyWhatItMay(string room)
    {
        var (_, rooms, packages) = Allowed.Single(a => a.Room == room);
        var assembly = Assembly.Load(room == "Hep.Cli" ? "hep" : room);
        var used = assembly.GetReferencedAssemblies().Select(a => PackageOf(a.Name!)).ToArray();

        Assert.Empty(used.Where(a => a.StartsWith("Hep.", StringComparison.Ordinal)).Except(rooms));
        Assert.Empty(used.Intersect([Torch, Runtime, Plot]).Except(packages));
    }

    [Theory]
    [InlineData("TorchSharp")]
    [InlineData("OnnxRuntime")]
    [InlineData("ScottPlot")]
    public void BindingStandsAlone(string binding)
    {
        var project = XDocument.Load(Repository.PathOf($"bindings/{binding}/Hep.Bindings.{binding}.csproj"));

        Assert.Empty(Included(project, "ProjectReference"));
        Assert.Empty(Included(project, "PackageReference"));
        Assert.Equal("false", project.Descendants("IsPackable").Single().Value);
    }

    private static IEnumerable<string> Included(XDocument project, string item) =>
        project.Descendants(item).Select(e => e.Attribute("Include")!.Value.Replace('\\', '/'));

    private static string PackageOf(string assembly) => assembly switch
    {
        "Hep.Bindings.TorchSharp" => Torch,
        "Hep.Bindings.OnnxRuntime" => Runtime,
        "Hep.Bindings.ScottPlot" => Plot,
        _ => assembly,
    };
}
