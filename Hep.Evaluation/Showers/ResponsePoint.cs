namespace Hep.Evaluation.Showers;

/// <summary>Response and resolution of showers in a bin of the particle's energy.</summary>
/// <param name="Low">The lower edge, GeV.</param>
/// <param name="High">The upper edge, GeV.</param>
/// <param name="Count">The number of showers.</param>
/// <param name="MeanEnergy">The mean energy of their particles, GeV; NaN without showers.</param>
/// <param name="Response">The mean of the energy in the cells divided by the particle's; NaN without showers.</param>
/// <param name="Resolution">The standard deviation of that ratio divided by its mean, with the error of a normal distribution; NaN with fewer than two showers.</param>
public sealed record ResponsePoint(double Low, double High, int Count, double MeanEnergy, Estimate Response, Estimate Resolution);
