namespace Microsoft.ML.OnnxRuntime.Tensors;

public static class ArrayTensorExtensions
{
    /// <summary>A copy, of rank 1.</summary>
    public static DenseTensor<T> ToTensor<T>(this T[] array) => new((T[])array.Clone(), [array.Length]);

    /// <summary>A copy, of rank 2.</summary>
    public static DenseTensor<T> ToTensor<T>(this T[,] array, bool reverseStride = false)
    {
        var tensor = new DenseTensor<T>([array.GetLength(0), array.GetLength(1)], reverseStride);
        for (var i = 0; i < array.GetLength(0); i++)
        {
            for (var j = 0; j < array.GetLength(1); j++)
                tensor[[i, j]] = array[i, j];
        }

        return tensor;
    }
}
