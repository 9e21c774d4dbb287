using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The scopes open on each thread, innermost last.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScope? current;

    [ThreadStatic]
    private static ThreadDisposeScopeStatistics? statistics;

    /// <summary>What was made and released on this thread.</summary>
    public static ThreadDisposeScopeStatistics Statistics => statistics ??= new ThreadDisposeScopeStatistics();

    internal static DisposeScope? Current => current;

    internal static DisposeScope Open() => current = new DisposeScope(current);

    internal static void Close(DisposeScope scope)
    {
        // Scopes that were opened inside and forgotten end with it.
        for (var inner = current; inner is not null; inner = inner.Outer)
        {
            if (!ReferenceEquals(inner, scope))
                continue;
            current = scope.Outer;
            return;
        }
    }

    /// <summary>The scope on this thread that owns what is no tensor itself, or null.</summary>
    internal static DisposeScope? OwnerOf(IDisposable disposable)
    {
        for (var scope = current; scope is not null; scope = scope.Outer)
        {
            if (scope.Contains(disposable))
                return scope;
        }

        return null;
    }

    internal static void Register(Tensor tensor)
    {
        var scope = current;
        scope?.Own(tensor);
        Count(created: true, inScope: scope is not null);
    }

    internal static void Count(bool created, bool inScope)
    {
        if (created)
            Statistics.CountCreated(inScope);
    }

    internal static void CountDisposal(bool inScope) => Statistics.CountDisposed(inScope);
}
