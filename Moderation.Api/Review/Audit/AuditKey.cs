using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Moderation.Api.Hosting;
using Moderation.Core.Review.Audit;

namespace Moderation.Api.Review.Audit;

/// <summary>The key that signs what must be believed later. Read once.</summary>
internal sealed class AuditKey(IOptions<AuditOptions> options) : IDisposable
{
    private const string Setting = $"{AuditOptions.Section}:{nameof(AuditOptions.KeyFile)}";
    private readonly Lazy<ECDsa> _key = new(() => Read(options.Value));
    private readonly Lock _gate = new();

    /// <summary>Names the key.</summary>
    /// <exception cref="StartRefusedException">There is no usable key.</exception>
    public string KeyId => Use(AuditSignature.KeyIdOf);

    /// <summary>Does something with the key, one caller at a time: the implementation underneath says nothing about threads.</summary>
    /// <exception cref="StartRefusedException">There is no usable key.</exception>
    public T Use<T>(Func<ECDsa, T> use)
    {
        lock (_gate)
            return use(_key.Value);
    }

    public void Dispose()
    {
        if (_key.IsValueCreated)
            _key.Value.Dispose();
    }

    private static ECDsa Read(AuditOptions options)
    {
        if (options.KeyFile is not { Length: > 0 } file)
            throw new StartRefusedException($"{Setting} is not set: it names the file of the key that signs the audit log, which `moderation audit key FILE` makes");
        try
        {
            return AuditSignature.ReadKey(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"{Setting}: {e.Message}", e);
        }
        catch (FormatException e)
        {
            throw new StartRefusedException($"{Setting}: {file}: {e.Message}; `moderation audit key FILE` makes one", e);
        }
    }
}
