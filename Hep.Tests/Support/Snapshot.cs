using Xunit;

namespace Hep.Tests.Support;

/// <summary>Compares a text with the one recorded in the source tree; HEP_ACCEPT=1 records it anew, so that a change is a diff to look at.</summary>
internal static class Snapshot
{
    public static void Equal(string relative, string actual)
    {
        var path = Repository.PathOf(relative);
        if (Environment.GetEnvironmentVariable("HEP_ACCEPT") is "1")
            File.WriteAllText(path, actual);
        Assert.True(File.Exists(path), $"no recorded text {relative}; HEP_ACCEPT=1 records it");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
