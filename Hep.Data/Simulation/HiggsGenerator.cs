namespace Hep.Data;

/// <summary>Makes one event of <see cref="HiggsToy"/>: collisions until one passes the selection.</summary>
internal static class HiggsGenerator
{
    /// <summary>The next event of a process that passes the selection: its 30 features.</summary>
    public static void Next(HiggsProcess process, SplitMix64 random, Span<double> row)
    {
        Span<FourVector> jets = stackalloc FourVector[HiggsProduction.MostJets];
        HiggsObjects measured;
        HiggsCollision collision;
        do
            collision = HiggsProduction.Next(process, random, jets);
        while (!HiggsDetector.Measure(collision, jets[..collision.Jets], random, out measured));
        HiggsFeatures.Fill(new(measured, MassEstimate.Of(measured)), row);
    }
}
