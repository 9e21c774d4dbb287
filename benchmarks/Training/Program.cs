using System.Globalization;
using Hep.Benchmarks.Training;

// Hep.Benchmarks.Training race [ROUNDS] [SECONDS]       everything, interleaved with the peers; what README.md reports
//                         images [ROUNDS] [SECONDS]     the convolutional networks, interleaved with the peers
//                         boundary                      a + b on 2x2 tensors, ns a call
//                         mlp WIDTHS THREADS SECONDS    training steps of one net; WIDTHS as in 30-64-64-1
//                         cnn NAME THREADS SECONDS [BATCH]   training steps of convnet or resnet on 25 x 25 cells
//                         flat [STEPS]                  memory over many training steps
switch (args)
{
    case ["race", .. var rest]:
        Race.Run(Number(rest, 0, 7), Number(rest, 1, 3));
        return 0;
    case ["images", .. var rest]:
        Race.Images(Number(rest, 0, 5), Number(rest, 1, 8));
        return 0;
    case ["boundary"]:
        Boundary.Run();
        return 0;
    case ["mlp", var widths, var threads, var seconds]:
        Steps.Run(() => Steps.OfPerceptron(widths), int.Parse(threads, CultureInfo.InvariantCulture), double.Parse(seconds, CultureInfo.InvariantCulture));
        return 0;
    case ["cnn", var name, var threads, var seconds, .. var rest]:
        Steps.Run(() => Steps.OfImages(name, Number(rest, 0, 128)), int.Parse(threads, CultureInfo.InvariantCulture), double.Parse(seconds, CultureInfo.InvariantCulture));
        return 0;
    case ["flat", .. var rest]:
        Flat.Run(Number(rest, 0, 100_000));
        return 0;
    default:
        Console.Error.WriteLine("race [ROUNDS] [SECONDS] | images [ROUNDS] [SECONDS] | boundary | mlp WIDTHS THREADS SECONDS | cnn NAME THREADS SECONDS [BATCH] | flat [STEPS]");
        return 2;
}

static int Number(string[] from, int index, int otherwise) => index < from.Length ? int.Parse(from[index], CultureInfo.InvariantCulture) : otherwise;
