using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Owns what is made while it is open on its thread, and disposes of it at its own end.</summary>
public sealed class DisposeScope : IDisposable
{
    private readonly List<Tensor?> tensors = [];
    private HashSet<IDisposable>? others;
    private int holes;
    private bool disposed;

    internal DisposeScope(DisposeScope? outer) => Outer = outer;

    public int DisposablesCount => tensors.Count - holes + (others?.Count ?? 0);

    internal DisposeScope? Outer { get; }

    public void Attach(IDisposable disposable) => Move(disposable, this);

    public void Attach(params IDisposable[] disposables)
    {
        foreach (var disposable in disposables)
            Move(disposable, this);
    }

    public bool Contains(IDisposable disposable) =>
        disposable is Tensor tensor ? ReferenceEquals(tensor.OwningScope, this) : others?.Contains(disposable) ?? false;

    public T Detach<T>(T disposable)
        where T : IDisposable
    {
        if (Contains(disposable))
            Move(disposable, null);
        return disposable;
    }

    public void Detach(params IDisposable[] disposables)
    {
        foreach (var disposable in disposables)
            Detach(disposable);
    }

    public T MoveToOuter<T>(T disposable)
        where T : IDisposable => MoveToOther(Outer!, disposable);

    public void MoveToOuter(params IDisposable[] disposables)
    {
        foreach (var disposable in disposables)
            MoveToOther(Outer!, disposable);
    }

    public T MoveToOther<T>(DisposeScope? scope, T disposable)
        where T : IDisposable
    {
        if (Contains(disposable))
            Move(disposable, scope);
        return disposable;
    }

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables)
    {
        foreach (var disposable in disposables)
            MoveToOther(scope, disposable);
    }

    public void DisposeEverything() => DisposeEverythingBut();

    public T DisposeEverythingBut<T>(T keep)
        where T : IDisposable
    {
        DisposeEverythingBut((IDisposable)keep);
        return keep;
    }

    public void DisposeEverythingBut(params IDisposable[] keep)
    {
        var owned = tensors.ToArray();
        foreach (var tensor in owned)
        {
            if (tensor is not null && !keep.Contains(tensor))
                tensor.Dispose();
        }

        foreach (var other in others?.ToArray() ?? [])
        {
            if (keep.Contains(other))
                continue;
            others!.Remove(other);
            other.Dispose();
        }
    }

    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        DisposeScopeManager.Close(this);

        // Each tensor would ask to be forgotten: taking the list away first spares that.
        for (var i = 0; i < tensors.Count; i++)
        {
            if (tensors[i] is not { } tensor)
                continue;
            tensors[i] = null;
            tensor.Dispose();
        }

        tensors.Clear();
        foreach (var other in others?.ToArray() ?? [])
            other.Dispose();
        others = null;
    }

    internal static void Move(IDisposable disposable, DisposeScope? to)
    {
        if (disposable is Tensor tensor)
        {
            tensor.OwningScope?.Forget(tensor);
            to?.Own(tensor);
            return;
        }

        for (var scope = DisposeScopeManager.Current; scope is not null; scope = scope.Outer)
            scope.others?.Remove(disposable);
        if (to is not null)
            (to.others ??= new HashSet<IDisposable>(ReferenceEqualityComparer.Instance)).Add(disposable);
    }

    internal void Own(Tensor tensor)
    {
        if (holes > 32 && holes > tensors.Count / 2)
            Compact();
        tensor.OwningScope = this;
        tensor.ScopeIndex = tensors.Count;
        tensors.Add(tensor);
    }

    internal void Forget(Tensor tensor)
    {
        tensor.OwningScope = null;
        var index = tensor.ScopeIndex;
        if (index < tensors.Count && ReferenceEquals(tensors[index], tensor))
        {
            tensors[index] = null;
            holes++;
        }
    }

    // A long-lived scope in which tensors come and go must not grow.
    private void Compact()
    {
        tensors.RemoveAll(tensor => tensor is null);
        for (var i = 0; i < tensors.Count; i++)
            tensors[i]!.ScopeIndex = i;
        holes = 0;
    }
}
