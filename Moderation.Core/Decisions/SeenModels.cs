using Moderation.Core.Evidence;
using Moderation.Core.Wire;

namespace Moderation.Core.Decisions;

/// <summary>The models whose samples a live's evidence rests on, the newest of each sort.</summary>
internal sealed class SeenModels
{
    public IReadOnlyList<ModelRef> OfFrames { get; set; } = [];

    public IReadOnlyList<ModelRef> OfLines { get; set; } = [];

    // A frame that was not scored names no model; what was read before still came from the last ones.
    public void Saw(IReadOnlyList<ModelRef> models)
    {
        if (models.Count > 0)
            OfFrames = models;
    }

    public void Read(IReadOnlyList<ModelRef> models)
    {
        if (models.Count > 0)
            OfLines = models;
    }

    public void Save(StateWriter writer)
    {
        foreach (var models in new[] { OfFrames, OfLines })
        {
            writer.Write((long)models.Count);
            foreach (var model in models)
            {
                writer.Write(model.Name);
                writer.Write(model.Hash);
            }
        }
    }

    public void Load(StateReader reader) => (OfFrames, OfLines) = (LoadList(reader), LoadList(reader));

    private static List<ModelRef> LoadList(StateReader reader)
    {
        var models = new List<ModelRef>();
        for (var left = reader.ReadCount(); left > 0; left--)
            models.Add(new ModelRef(reader.ReadText(), reader.ReadText()));
        return models;
    }
}
