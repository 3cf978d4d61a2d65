namespace Moderation.Tests.Kafka;

/// <summary>A test of what the embedded broker cannot do; it runs where <c>KAFKA_BOOTSTRAP</c> names a real one, and is a declared skip elsewhere.</summary>
internal sealed class RealBrokerFactAttribute : FactAttribute
{
    public RealBrokerFactAttribute()
    {
        if (Bootstrap is null)
            Skip = "declared: needs a real Kafka broker, named by KAFKA_BOOTSTRAP";
    }

    public static string? Bootstrap { get; } = Environment.GetEnvironmentVariable("KAFKA_BOOTSTRAP") is { Length: > 0 } value ? value : null;
}
