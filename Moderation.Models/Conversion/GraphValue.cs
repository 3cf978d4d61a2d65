namespace Moderation.Models.Conversion;

/// <summary>A tensor that the ONNX graph makes.</summary>
/// <param name="Tensor">Its name.</param>
/// <param name="Rank">Number of axes.</param>
/// <param name="ChannelsFirst">True when its four axes were moved from NHWC to NCHW; false when they are the original's.</param>
internal readonly record struct GraphValue(string Tensor, int Rank, bool ChannelsFirst);
