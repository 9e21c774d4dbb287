using System.Globalization;
using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>What a training begins with, and what of it stays as it is: the keys <c>from</c>, <c>replace_head</c> and <c>freeze</c> of the <c>model</c> section.</summary>
public sealed record TransferOptions
{
    private const string FromKey = "from";
    private const string ReplaceHeadKey = "replace_head";
    private const string FreezeKey = "freeze";
    private const string AllButHead = "all_but_head";

    /// <summary>The run folder, or the safetensors file, from which the network's first weights are taken, as a full path; null: they are drawn.</summary>
    public string? From { get; init; }

    /// <summary>Whether the head, the last linear layer, keeps the weights that were drawn for it, whatever <see cref="From"/> has for it.</summary>
    public bool ReplaceHead { get; init; }

    /// <summary>How many of the first layers with weights (<see cref="ILayered"/>) are not trained; 0 or more, and fewer than there are. Null (<c>all_but_head</c>): all but the last one.</summary>
    public int? Freeze { get; init; } = 0;

    internal static TransferOptions Read(CardReader reader) => new()
    {
        From = reader.OptionalText(FromKey, "a run folder or a safetensors file") is { } from ? reader.PathOf(FromKey, from) : null,
        ReplaceHead = reader.Bool(ReplaceHeadKey, false),
        Freeze = reader.Has(FreezeKey) ? reader.IntOr(AllButHead, FreezeKey, 0, int.MaxValue) : 0,
    };

    internal void Write(CardWriter writer)
    {
        writer.Text(FromKey, From);
        writer.Bool(ReplaceHeadKey, ReplaceHead);
        writer.Int(FreezeKey, Freeze, AllButHead);
    }

    /// <summary>What cannot be, by the key in the <c>model</c> section.</summary>
    /// <param name="model">The network.</param>
    internal IEnumerable<(string Key, string Problem)> Problems(ModelOptions model)
    {
        if (ReplaceHead && From is null)
            yield return (ReplaceHeadKey, "found true without model.from, expected false: without given weights the head's are drawn as all others are");
        else if (ReplaceHead && model.Layers == 1)
            yield return (ReplaceHeadKey, "found true with a network of one layer, the head, expected false, or hidden layers that take weights from model.from");
        if (Freeze >= model.Layers)
            yield return (FreezeKey, FormattableString.Invariant($"found {Freeze}, expected 0 to {model.Layers - 1}, or {AllButHead}: of the {model.Layers} layers with weights the last one, the head, is always trained"));
        else if (Freeze != 0 && From is null)
            yield return (FreezeKey, FormattableString.Invariant($"found {Freeze?.ToString(CultureInfo.InvariantCulture) ?? AllButHead} without model.from, expected 0: layers that are not trained need weights that were"));
    }
}
