using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace Hep.Benchmarks.Recurrent;

/// <summary>A process that measures shapes in one setting.</summary>
internal sealed class Runner : IDisposable
{
    private readonly Process process;

    /// <param name="ours">Or PyTorch.</param>
    /// <param name="setting">Threads and how they wait, for the report.</param>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="waiting">OMP_WAIT_POLICY, empty for the default.</param>
    public Runner(bool ours, string setting, string file, string[] arguments, string waiting)
    {
        (Ours, Setting) = (ours, setting);
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        start.Environment.Remove("OMP_WAIT_POLICY");
        if (waiting.Length > 0)
            start.Environment["OMP_WAIT_POLICY"] = waiting;

        // Whatever the environment says: both sides get the kernels of AVX-512 where the processor has it.
        if (Avx512F.IsSupported)
            start.Environment["OPENBLAS_CORETYPE"] = "SkylakeX";
        process = Process.Start(start)!;
    }

    public bool Ours { get; }

    public string Setting { get; }

    /// <summary>Median and tenth percentile of the times of a step in us, and the last number of the first round of batches.</summary>
    public (double Median, double Quiet, double Last) Measure(Shape shape, double seconds)
    {
        process.StandardInput.WriteLine(FormattableString.Invariant($"{shape} {seconds}"));
        process.StandardInput.Flush();
        var words = (process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{process.StartInfo.FileName} ended at {shape}")).Split(' ');
        var numbers = Array.ConvertAll(words, word => double.Parse(word, CultureInfo.InvariantCulture));
        return (numbers[0], numbers[1], numbers[2]);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
