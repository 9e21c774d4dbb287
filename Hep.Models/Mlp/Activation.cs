namespace Hep.Models;

/// <summary>The non-linearity after a hidden layer.</summary>
public enum Activation
{
    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>x for x &gt; 0, else 0.01 x.</summary>
    LeakyRelu,

    /// <summary>x for x &gt; 0, else exp(x) - 1 (arXiv:1511.07289, eq. 15, alpha = 1).</summary>
    Elu,

    /// <summary>x sigmoid(x), also called swish (arXiv:1606.08415, section 2).</summary>
    Silu,

    /// <summary>x Phi(x) with the normal distribution function Phi, not its tanh approximation (arXiv:1606.08415, section 2).</summary>
    Gelu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,
}
