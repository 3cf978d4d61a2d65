using System.Buffers;

namespace Moderation.Api.Http;

/// <summary>Reads small bodies whole, without a copy.</summary>
internal static class BoundedBody
{
    /// <summary>Reads a body and gives it to a reader.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">Most bytes.</param>
    /// <param name="read">Reads it; the bytes are gone afterwards.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>What the reader made of it; null where the body is longer.</returns>
    public static async Task<T?> ReadAsync<T>(HttpRequest request, int most, Func<ReadOnlySequence<byte>, T> read, CancellationToken token)
        where T : class
    {
        var result = await request.BodyReader.ReadAtLeastAsync(most + 1, token);
        try
        {
            return result.Buffer.Length > most ? null : read(result.Buffer);
        }
        finally
        {
            request.BodyReader.AdvanceTo(result.Buffer.End);
        }
    }
}
