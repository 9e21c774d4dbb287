using Hep.Data;
using Hep.Models;

namespace Hep.Training.Cards;

/// <summary>
/// A source of systematic uncertainty, varied by one standard deviation up and down. A source without a variation down is one-sided: what it does down is taken as minus
/// what it does up.
/// </summary>
/// <param name="Name">Its name: letters, digits, <c>_</c> and <c>-</c>.</param>
public abstract record SystematicSource(string Name)
{
    /// <summary>The class that is varied, true for signal; null: both.</summary>
    public bool? OfSignal { get; init; }

    /// <summary>The process that is varied, a value of <see cref="DataSection.Process"/>; null: all.</summary>
    public string? OfProcess { get; init; }

    /// <summary>Whether there is no variation down.</summary>
    public abstract bool IsOneSided { get; }

    /// <summary>The formulas, whose columns have to be read.</summary>
    internal abstract IEnumerable<ColumnExpression> Formulas { get; }

    /// <summary>What it varies, in words.</summary>
    internal abstract string InWords { get; }

    /// <summary>Other weights of the same events, <c>{weight_up: pdf_up, weight_down: pdf_down}</c>.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Up">The weight with the source varied up: a column of the file, or a formula.</param>
    /// <param name="Down">The weight with the source varied down; null: one-sided.</param>
    public sealed record Weights(string Name, ColumnExpression Up, ColumnExpression? Down) : SystematicSource(Name)
    {
        /// <inheritdoc/>
        public override bool IsOneSided => Down is null;

        internal override IEnumerable<ColumnExpression> Formulas => Both(Up, Down);

        internal override string InWords => "weights";
    }

    /// <summary>A factor on the weights of the same events, <c>{scale_up: 1.1, scale_down: 0.9, class: background}</c>.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Up">The factor with the source varied up: a number, a column of the file, or a formula.</param>
    /// <param name="Down">The factor with the source varied down; null: one-sided.</param>
    public sealed record Scale(string Name, ColumnExpression Up, ColumnExpression? Down) : SystematicSource(Name)
    {
        /// <inheritdoc/>
        public override bool IsOneSided => Down is null;

        internal override IEnumerable<ColumnExpression> Formulas => Both(Up, Down);

        internal override string InWords => "factor on the weights";
    }

    /// <summary>Other values of features of the same events, which are scored again: <c>{column: PRI_tau_pt, up: PRI_tau_pt * 1.03, down: PRI_tau_pt * 0.97}</c>.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Shifted">The features, shifted together; all have a variation down, or none has.</param>
    public sealed record Columns(string Name, ValueList<ShiftedColumn> Shifted) : SystematicSource(Name)
    {
        /// <inheritdoc/>
        public override bool IsOneSided => Shifted.All(shift => shift.Down is null);

        internal override IEnumerable<ColumnExpression> Formulas => Shifted.SelectMany(shift => Both(shift.Up, shift.Down));

        internal override string InWords => $"values of {string.Join(", ", Shifted.Select(shift => shift.Column))}";
    }

    /// <summary>Other events, of which the test split is scored: <c>{file_up: jes_up.csv, file_down: jes_down.csv}</c>.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Up">The full path of the file with the source varied up; made as the nominal one, so that its weights stand for the same yields.</param>
    /// <param name="Down">The full path of the file with the source varied down; null: one-sided.</param>
    public sealed record Files(string Name, string Up, string? Down) : SystematicSource(Name)
    {
        /// <inheritdoc/>
        public override bool IsOneSided => Down is null;

        internal override IEnumerable<ColumnExpression> Formulas => [];

        internal override string InWords => "events of other files";
    }

    private static IEnumerable<ColumnExpression> Both(ColumnExpression up, ColumnExpression? down) => down is null ? [up] : [up, down];
}
