using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>Turns an OrtStatus* into nothing or into an exception.</summary>
internal static unsafe class Status
{
    /// <summary>Throws when a call of the C API failed, and frees the status.</summary>
    public static void Verify(nint status)
    {
        if (status != 0)
            Throw(status);
    }

    private static void Throw(nint status)
    {
        var api = OrtLibrary.Api;
        var code = (ErrorCode)api->GetErrorCode(status);
        var message = Marshal.PtrToStringUTF8((nint)api->GetErrorMessage(status));
        api->ReleaseStatus(status);
        throw new OnnxRuntimeException(code, message);
    }
}
