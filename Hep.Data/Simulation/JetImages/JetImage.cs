using Hep.Data.Jets;

namespace Hep.Data;

/// <summary>The cells of a trimmed jet about the cell that its axis is in, axis being rapidity and azimuth.</summary>
internal readonly ref struct JetImage
{
    private readonly SelectedJet jet;
    private readonly RapidityPlane middle;

    /// <summary>Draws a jet.</summary>
    /// <param name="jet">The jet.</param>
    /// <param name="cells">The calorimeter.</param>
    /// <param name="image">Takes [side, side] transverse energies, η by φ, GeV; cells beyond are lost.</param>
    /// <param name="side">The number of cells along a side, odd.</param>
    public JetImage(SelectedJet jet, Calorimeter cells, Span<float> image, int side)
    {
        this.jet = jet;
        var axis = RapidityPlane.Of(jet.Trimmed.Momentum);
        var (ring, sector, half) = (cells.Ring(axis.Rapidity), cells.Sector(axis.Phi), side / 2);
        middle = new RapidityPlane(cells.Eta(ring), cells.Phi(sector));
        image.Clear();
        foreach (var cell in jet.Cells)
        {
            var row = (cell / cells.Sectors) - ring + half;
            var column = ((cell % cells.Sectors) - sector + half + cells.Sectors) % cells.Sectors;
            if (row >= 0 && row < side && column < side)
                image[(row * side) + column] = (float)cells.Transverse(cell);
        }
    }

    /// <summary>Writes the quantities of <see cref="JetImageToy.Columns"/>.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="place">The place in them.</param>
    /// <param name="radius">R of the jet.</param>
    public void Fill(IReadOnlyList<FeatureColumn> columns, int place, double radius)
    {
        var shape = JetSubstructure.Of(jet.Trimmed.Particles, radius);
        var at = RapidityPlane.Of(jet.Trimmed.Subjets[0].Momentum);
        var (separation, eta, phi) = (0.0, (double)JetImageToy.Missing, (double)JetImageToy.Missing);
        if (jet.Trimmed.Subjets.Count > 1)
        {
            var other = RapidityPlane.Of(jet.Trimmed.Subjets[1].Momentum);
            (separation, eta, phi) = (at.DistanceTo(other), other.Rapidity - middle.Rapidity, Turn(other));
        }

        ReadOnlySpan<double> values =
        [
            shape.Pt, jet.Trimmed.Momentum.Eta, jet.Trimmed.Momentum.Phi, shape.Mass, shape.Tau1, shape.Tau2, shape.Tau21, shape.Girth, shape.PtD, shape.Multiplicity,
            separation, at.Rapidity - middle.Rapidity, Turn(at), eta, phi, jet.Jet.Mass,
        ];
        for (var c = 0; c < values.Length; c++)
            columns[c].Values[place] = (float)values[c];
    }

    private double Turn(RapidityPlane subjet) => Math.IEEERemainder(subjet.Phi - middle.Phi, 2 * Math.PI);
}
