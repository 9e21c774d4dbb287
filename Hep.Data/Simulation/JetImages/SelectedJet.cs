using Hep.Data.Jets;

namespace Hep.Data;

/// <summary>A jet that has passed the selection.</summary>
/// <param name="Jet">The jet before trimming.</param>
/// <param name="Trimmed">The trimmed jet.</param>
/// <param name="Cells">The numbers of its cells, in the order of <see cref="TrimmedJet.Particles"/>.</param>
internal readonly record struct SelectedJet(FourVector Jet, TrimmedJet Trimmed, IReadOnlyList<int> Cells);
