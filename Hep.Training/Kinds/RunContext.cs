using Hep.Training.Logging;
using Hep.Training.Runs;
using static TorchSharp.torch;

namespace Hep.Training.Kinds;

/// <summary>What a run is done in.</summary>
/// <param name="Folder">Where everything goes.</param>
/// <param name="Progress">Is told how far it is.</param>
/// <param name="Before">What the run has left to go on from; null: it begins.</param>
/// <param name="Device">Where the tensors live.</param>
internal sealed record RunContext(RunFolder Folder, RunJournal Progress, ResumedRun? Before, Device Device);
