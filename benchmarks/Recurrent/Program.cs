using System.Globalization;
using Hep.Benchmarks.Recurrent;

// Hep.Benchmarks.Recurrent race [ROUNDS] [SECONDS]   training and scoring of LSTM and GRU, interleaved with PyTorch; what README.md reports
//                          quick [ROUNDS] [SECONDS]  four of the shapes
//                          work THREADS              reads shapes from standard input, and answers each with its times
switch (args)
{
    case ["race", .. var rest]:
        Race.Run(Shape.All, (int)Number(rest, 0, 5), Number(rest, 1, 0.7));
        return 0;
    case ["quick", .. var rest]:
        Race.Run(Shape.Few, (int)Number(rest, 0, 3), Number(rest, 1, 0.7));
        return 0;
    case ["work", var threads]:
        Worker.Run(int.Parse(threads, CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("race [ROUNDS] [SECONDS] | quick [ROUNDS] [SECONDS] | work THREADS");
        return 2;
}

static double Number(string[] from, int index, double otherwise) => index < from.Length ? double.Parse(from[index], CultureInfo.InvariantCulture) : otherwise;
