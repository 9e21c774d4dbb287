namespace Hep.Evaluation;

/// <summary>How ROC curves, which have two classes, are made of more.</summary>
public enum MultiClassAuc
{
    /// <summary>Each class against all others together.</summary>
    OneVsRest,

    /// <summary>Each class against each other one (Hand and Till, Machine Learning 45 (2001) 171).</summary>
    OneVsOne,
}
