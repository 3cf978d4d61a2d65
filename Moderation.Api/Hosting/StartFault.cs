using Microsoft.Extensions.Options;

namespace Moderation.Api.Hosting;

/// <summary>Tells set-up mistakes, which need one sentence, from bugs, which need their stack.</summary>
internal static class StartFault
{
    /// <summary>The sentence, or null when the exception is not about the set-up.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        StartRefusedException e => e.Message,
        Vault.VaultKeyException e => e.Message,
        OptionsValidationException e => string.Join("; ", e.Failures),
        // The binder has no exception type of its own; its texts name the key that it does not know or cannot read.
        InvalidOperationException e when e.Source == "Microsoft.Extensions.Configuration.Binder" =>
            e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message,
        IOException e when e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException => e.Message,
        _ => null,
    };
}
