namespace Hep.Data.Showers;

/// <summary>What makes a shower.</summary>
public enum ShowerParticle
{
    /// <summary>An electron or positron: the electromagnetic shower begins where it enters.</summary>
    Electron,

    /// <summary>A photon: it goes on unseen until it makes a pair.</summary>
    Photon,

    /// <summary>A charged pion: it ionises until it meets a nucleus, if it does, and makes a hadronic shower there.</summary>
    Pion,
}
