namespace Hep.Data;

/// <summary>What is true of a simulated jet. Lengths are in mm; where there is no such particle they are 0.</summary>
internal record struct JetTruth
{
    /// <summary>The jet before the detector: massless.</summary>
    public FourVector Jet { get; set; }

    /// <summary>The bottom or charm hadron of the jet's quark, <c>tau</c>, or nothing.</summary>
    public string Hadron { get; set; }

    /// <summary>Its momentum.</summary>
    public FourVector HadronMomentum { get; set; }

    /// <summary>How far it flew.</summary>
    public double Flight { get; set; }

    /// <summary>Its own time, times c.</summary>
    public double ProperLength { get; set; }

    /// <summary>How far the charm hadron flew, from where the bottom hadron decayed.</summary>
    public double CharmFlight { get; set; }

    /// <summary>Its own time, times c.</summary>
    public double CharmProperLength { get; set; }

    /// <summary>The charged particles of the decays of heavy hadrons, or of the tau.</summary>
    public int DecayParticles { get; set; }
}
