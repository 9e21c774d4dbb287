using Hep.Data.Flavour;

namespace Hep.Data;

/// <summary>A measured track of a simulated jet; the numbers are those of <see cref="TrackField"/>.</summary>
internal readonly record struct JetTrack(
    double D0Significance, double Z0Significance, double PtFraction, double DeltaR, TrackGrade Grade, double D0, double Z0, double D0Error, double Z0Error, double Pt, TrackOrigin Origin)
{
    /// <summary>Writes them as the toy's events have them.</summary>
    public void Write(Span<float> fields)
    {
        fields[(int)TrackField.Valid] = 1;
        fields[(int)TrackField.D0Significance] = (float)D0Significance;
        fields[(int)TrackField.Z0Significance] = (float)Z0Significance;
        fields[(int)TrackField.PtFraction] = (float)PtFraction;
        fields[(int)TrackField.DeltaR] = (float)DeltaR;
        fields[(int)TrackField.Grade] = (float)Grade;
        fields[(int)TrackField.D0] = (float)D0;
        fields[(int)TrackField.Z0] = (float)Z0;
        fields[(int)TrackField.D0Error] = (float)D0Error;
        fields[(int)TrackField.Z0Error] = (float)Z0Error;
        fields[(int)TrackField.Pt] = (float)Pt;
    }
}
