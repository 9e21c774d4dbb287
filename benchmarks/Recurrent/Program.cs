using System.Globalization;
using Hep.Benchmarks.Recurrent;

// Hep.Benchmarks.Recurrent train [ROUNDS] [SECONDS]  training of LSTM and GRU, interleaved with PyTorch; what README.md reports
//                          score [ROUNDS] [SECONDS]  the forward half without gradients
//                          work THREADS              reads shapes from standard input, and answers each with its times
switch (args)
{
    case ["train", .. var rest]:
        Race.Run(Shape.Trained, (int)Number(rest, 0, 5), Number(rest, 1, 0.7));
        return 0;
    case ["score", .. var rest]:
        Race.Run(Shape.Scored, (int)Number(rest, 0, 5), Number(rest, 1, 0.7));
        return 0;
    case ["work", var threads]:
        Worker.Run(int.Parse(threads, CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("train [ROUNDS] [SECONDS] | score [ROUNDS] [SECONDS] | work THREADS");
        return 2;
}

static double Number(string[] from, int index, double otherwise) => index < from.Length ? double.Parse(from[index], CultureInfo.InvariantCulture) : otherwise;
