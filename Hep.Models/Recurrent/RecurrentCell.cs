namespace Hep.Models;

/// <summary>How a recurrent layer makes its new state from the old one and the values of a place.</summary>
public enum RecurrentCell
{
    /// <summary>Long short-term memory, which has a cell state beside the hidden one (Hochreiter and Schmidhuber, Neural Computation 9 (1997) 1735).</summary>
    Lstm,

    /// <summary>Gated recurrent unit (arXiv:1406.1078), the reset gate after the product as in PyTorch.</summary>
    Gru,

    /// <summary>h' = tanh(W x + b + U h + c) (Elman, Cognitive Science 14 (1990) 179).</summary>
    Rnn,
}
