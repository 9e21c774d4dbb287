using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>What every kind of run card says, whatever is trained on what.</summary>
public interface IRunCard
{
    /// <summary>What the network is built from; its name tells the kind of run.</summary>
    ModelOptions Model { get; }

    /// <summary>How the network is trained.</summary>
    TrainingSection Training { get; }

    /// <summary>The ONNX file.</summary>
    ExportSection Export { get; }

    /// <summary>The card with every value written out, in a fixed order. It reads back as an equal card wherever it lies.</summary>
    string ToYaml();
}
