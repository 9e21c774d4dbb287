namespace Hep.Data;

/// <summary>The random numbers of one simulated event: they depend on the seed and on the event's number alone, so that a sample can be made in parts.</summary>
internal static class EventStream
{
    public static SplitMix64 Of(ulong seed, ulong number) => new(SplitMix64.Mix(seed) ^ SplitMix64.Mix(SplitMix64.Mix(number)));
}
