namespace Moderation.Models.Faces;

/// <summary>Makes frame scorers over sessions that they share.</summary>
/// <remarks>Threads: safe to call from any thread. Ownership: the caller disposes each scorer; disposing the factory frees the sessions.</remarks>
public interface IFrameScorerFactory
{
    /// <summary>Makes a scorer for one caller.</summary>
    /// <remarks>Errors: throws when a model is missing, is not the one of its manifest, or cannot be loaded.</remarks>
    IFrameScorer Create();
}
