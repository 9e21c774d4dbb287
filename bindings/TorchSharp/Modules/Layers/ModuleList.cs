using System.Collections;
using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A list of modules that are registered as "0", "1", ...</summary>
public class ModuleList<T> : nn.Module, IList<T>
    where T : nn.Module
{
    private readonly List<T> list = [];

    public ModuleList(params T[] modules)
        : base(nameof(ModuleList<>)) => extend(modules);

    public int Count => list.Count;

    public bool IsReadOnly => false;

    public T this[int index]
    {
        get => list[index];
        set
        {
            list[index] = value;
            Renumber();
        }
    }

    public void append(params T[] parameters) => extend(parameters);

    public void extend(IEnumerable<T> modules)
    {
        foreach (var module in modules)
            Add(module);
    }

    public void Add(T item)
    {
        register_module(list.Count.ToString(CultureInfo.InvariantCulture), item);
        list.Add(item);
    }

    public void Insert(int index, T item)
    {
        list.Insert(index, item);
        Renumber();
    }

    public bool Remove(T item)
    {
        var removed = list.Remove(item);
        Renumber();
        return removed;
    }

    public void RemoveAt(int index)
    {
        list.RemoveAt(index);
        Renumber();
    }

    public void Clear()
    {
        list.Clear();
        ClearModules();
    }

    public bool Contains(T item) => list.Contains(item);

    public int IndexOf(T item) => list.IndexOf(item);

    public void CopyTo(T[] array, int arrayIndex) => list.CopyTo(array, arrayIndex);

    public IEnumerator<T> GetEnumerator() => list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Renumber()
    {
        ClearModules();
        for (var i = 0; i < list.Count; i++)
            register_module(i.ToString(CultureInfo.InvariantCulture), list[i]);
    }
}
