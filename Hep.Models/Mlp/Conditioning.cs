namespace Hep.Models;

/// <summary>How a network takes the parameters of a family of hypotheses, such as the mass of a particle that is searched for.</summary>
public enum Conditioning
{
    /// <summary>Not at all: one network for all values, or for one value; <c>none</c> in a run card.</summary>
    None,

    /// <summary>As inputs beside the features (arXiv:1601.07913, section 2); <c>concatenate</c> in a run card.</summary>
    Concatenate,

    /// <summary>They scale and shift every hidden unit: feature-wise linear modulation (arXiv:1709.07871, eq. 1 and 2); <c>film</c> in a run card.</summary>
    Film,
}
