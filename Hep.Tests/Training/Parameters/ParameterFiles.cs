using System.Globalization;
using Hep.Tests.Support;

namespace Hep.Tests.Training.Parameters;

/// <summary>Files of events with parameters, for studies of which no simulation has the points.</summary>
internal static class ParameterFiles
{
    /// <summary>Writes events of which every other is signal: x is Gaussian about the sum of its parameters, and flat for background, which has no parameters.</summary>
    /// <param name="path">The file.</param>
    /// <param name="events">How many.</param>
    /// <param name="parameters">The names of the parameters.</param>
    /// <param name="pointOf">The values of the i-th signal event.</param>
    /// <param name="seed">The seed of x.</param>
    public static void Write(string path, int events, string[] parameters, Func<int, double[]> pointOf, int seed = 1)
    {
        var random = new Random(seed);
        File.WriteAllLines(path, Enumerable.Range(0, events).Select(Line).Prepend($"event,x,{string.Join(',', parameters)},weight,label"));

        string Line(int i)
        {
            var (isSignal, flat, normal) = (i % 2 == 0, random.NextDouble(), Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6);
            double[] values = isSignal ? pointOf(i / 2) : [.. parameters.Select(_ => -999.0)];
            var x = isSignal ? values.Sum() + (0.25 * normal) : 10 * (flat - 0.5);
            return string.Create(CultureInfo.InvariantCulture, $"{i},{x},{string.Join(',', values.Select(value => value.ToString(CultureInfo.InvariantCulture)))},1,{(isSignal ? "signal" : "background")}");
        }
    }

    /// <summary>A card for the file <c>events.csv</c> beside it, with networks of which each trains in a second.</summary>
    public static string Card(string parameters = "{theta: 1}", string holdOut = "none", string model = "", int epochs = 1, string more = "", string data = "") =>
        ParameterStudies.Card(parameters, holdOut, model, epochs, more: more, data: data).Replace("source: gaussian", "source: ./events.csv", StringComparison.Ordinal);

    /// <summary>Writes the card of a study, and its events with signal at -1, 0 and 1.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="study">The section.</param>
    /// <param name="holdOut">What is held out.</param>
    public static void WriteStudy(TemporaryFolder folder, string study, string holdOut = "none")
    {
        Write(folder.File("events.csv"), 1200, ["theta"], i => [(i % 3) - 1]);
        File.WriteAllText(folder.File("card.yaml"), Card(holdOut: holdOut, more: study));
    }
}
