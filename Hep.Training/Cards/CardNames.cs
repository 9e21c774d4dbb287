using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>The words of the run cards: name to meaning. A new variant is a row here or in its section.</summary>
internal static class CardNames
{
    public static NameTable<Activation> Activations { get; } = new()
    {
        { "relu", Activation.Relu },
        { "leaky_relu", Activation.LeakyRelu },
        { "elu", Activation.Elu },
        { "silu", Activation.Silu },
        { "gelu", Activation.Gelu },
        { "tanh", Activation.Tanh },
    };

    public static NameTable<Normalization> Normalizations { get; } = new()
    {
        { "none", Normalization.None },
        { "batch", Normalization.Batch },
        { "layer", Normalization.Layer },
    };

    public static NameTable<Normalization> ImageNormalizations { get; } = new()
    {
        { "none", Normalization.None },
        { "batch", Normalization.Batch },
    };

    public static NameTable<PoolingKind> PoolingKinds { get; } = new()
    {
        { "max", PoolingKind.Max },
        { "average", PoolingKind.Average },
    };

    public static NameTable<Conditioning> Conditionings { get; } = new()
    {
        { "none", Conditioning.None },
        { "concatenate", Conditioning.Concatenate },
        { "film", Conditioning.Film },
    };

    public static NameTable<DeviceChoice> Devices { get; } = new()
    {
        { "auto", DeviceChoice.Auto },
        { "cpu", DeviceChoice.Cpu },
        { "cuda", DeviceChoice.Cuda },
    };

    public static NameTable<FigureWidth> FigureWidths { get; } = new()
    {
        { "one_column", FigureWidth.OneColumn },
        { "two_columns", FigureWidth.TwoColumns },
    };

    public static NameTable<Evaluation.Normalization> Fractions { get; } = new()
    {
        { "row", Evaluation.Normalization.Row },
        { "column", Evaluation.Normalization.Column },
        { "total", Evaluation.Normalization.Total },
    };

    public static NameTable<SignificanceChoice> SignificanceFigures { get; } = new()
    {
        { "asimov", SignificanceChoice.Asimov },
        { "signal_over_root_background", SignificanceChoice.SignalOverRootBackground },
    };

    public static NameTable<CalibrationMethod> Calibrations { get; } = new()
    {
        { "none", CalibrationMethod.None },
        { "temperature", CalibrationMethod.Temperature },
        { "platt", CalibrationMethod.Platt },
        { "beta", CalibrationMethod.Beta },
        { "isotonic", CalibrationMethod.Isotonic },
    };

    public static NameTable<EasyEnd> EasyEnds { get; } = new()
    {
        { "low", EasyEnd.Low },
        { "high", EasyEnd.High },
    };

    public static NameTable<CurriculumKind> CurriculumKinds { get; } = new()
    {
        { "order", CurriculumKind.Order },
        { "weight", CurriculumKind.Weight },
    };

    public static NameTable<Pacing> Pacings { get; } = new()
    {
        { "linear", Pacing.Linear },
        { "exponential", Pacing.Exponential },
        { "step", Pacing.Step },
    };

    public static NameTable<StoppingFigure> StoppingFigures { get; } = new() { { "loss", StoppingFigure.Loss } };
}
