using static TorchSharp.torch;

namespace Hep.Training.Tracking;

/// <summary>Libtorch on one thread for a while: small operators wait longer for a second thread than it saves, and speeds are quoted on one.</summary>
internal sealed class OneThread : IDisposable
{
    private readonly int before = get_num_threads();

    /// <summary>Begins it.</summary>
    public OneThread() => set_num_threads(1);

    /// <summary>Goes back to as many threads as there were.</summary>
    public void Dispose() => set_num_threads(before);
}
