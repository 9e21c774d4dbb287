namespace Hep.Evaluation.Conformal;

/// <summary>How unexpected a class is for an event, given the probabilities of its classes.</summary>
public enum SetScore
{
    /// <summary>1 - p_k, least ambiguous classifier: the smallest sets on average (Sadinle, Lei and Wasserman, arXiv:1609.00451). Sets can be empty.</summary>
    LeastAmbiguous,

    /// <summary>
    /// The probability of all classes that are more probable, and a random share of the class's own: adaptive prediction sets, larger for harder events
    /// (Romano, Sesia and Candès, arXiv:2006.02544, eq. 7).
    /// </summary>
    Adaptive,
}
