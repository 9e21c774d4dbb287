namespace Hep.Data;

/// <summary>The flavours of jets; their numbers are the labels.</summary>
internal enum JetFlavour
{
    Light,
    Charm,
    Bottom,
    Tau,
}
