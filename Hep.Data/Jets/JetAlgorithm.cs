namespace Hep.Data.Jets;

/// <summary>
/// Sequential recombination: d_ij = min(pT_i^2p, pT_j^2p) ΔR_ij² / R² between two, d_iB = pT_i^2p to the beams, and the least of all is merged or becomes a jet.
/// </summary>
public enum JetAlgorithm
{
    /// <summary>p = -1: hard particles gather what is around them (M. Cacciari, G. Salam, G. Soyez, arXiv:0802.1189).</summary>
    AntiKt,

    /// <summary>p = 1: soft particles first (S. Catani et al., Nucl. Phys. B 406, 187; S. Ellis, D. Soper, hep-ph/9305266).</summary>
    Kt,

    /// <summary>p = 0: near particles first (Y. Dokshitzer et al., hep-ph/9707323; M. Wobisch, T. Wengler, hep-ph/9907280).</summary>
    CambridgeAachen,
}
