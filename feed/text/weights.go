package text

// weights are what each feature of a line says for its being part of the
// article: log-odds, added up. They were fitted by logistic regression
// (AdaGrad, L2) to the lines of dumps of news pages whose articles are known,
// each line counting with the root of its words, by a program that was not kept.
// ./train makes weights of this form from such data. Its own are no better on pages
// that they were not fitted to: F1 over words is 0.874 on 881 articles (these: 0.882)
// when it has the 92 of the article extraction benchmark, and 0.927 on the 92 (these:
// 0.947) when it has the 881.
var weights = [features]float32{
	ofBias:   -0.09,
	ofLength: -0.1, -0.12, -0.24, -0.09, -0.19, -0.56, -0.23, 0.12, 0.6, 0.85,
	ofEnding: 0.78, 0.32, -0.09, 0.5, 0.02, -0.17, 0.33, 0.47, 1.02, 0.94,
	0.16, -0.84,
	ofStops: -0.1, 0, -0.45, -0.28, -0.11, -0.11, 0.79, 0.78, -0.35, -0.11,
	0.1, -0.8,
	ofCapitals: 0.24, 0, 0.3, 0.1, -0.06, -0.23, 0.02, 0.52, 0.01, -0.52,
	-0.62, -0.12,
	ofDigits: -0.17, 0.03, 0.29, 0.41, 0.12, 0.77,
	ofCommas: -0.18, 0.07, 0.51,
	ofBoilerplate: -2, -0.74, -0.64, -0.99, -1.55, -0.76, -0.65, -0.48, 0,
	ofFlags: -1.46, -1.16, -1.19, -0.39, 0.35, -0.71, 0.12, 0.37, 1.06, -1.3,
	0.69, -0.73, -1.7, 0.11,
	ofBefore: -0.13, -0.31, -0.39, -0.12, -0.02, -0.08, 0.17, 0.39, 0.52, 0.69,
	0.12,
	ofBefore2: -0.21, -0.32, -0.22, 0, 0.19, -0.02, 0.12, 0.32, 0.21, 0.27,
	0.54,
	ofAfter: -0.15, -0.34, -0.41, -0.14, 0.01, -0.04, 0.13, 0.35, 0.71, 0.66,
	0.36,
	ofAfter2: -0.15, -0.31, -0.4, -0.15, -0.02, 0.1, 0.16, 0.32, 0.37, 0.59,
	0.44,
	ofNear: -0.16, -0.43, 0.03, -0.06, 0.12, 0.38, -0.22, -0.11, -0, 0.3,
	0.36, -0.11,
	ofFar: -0.22, -0.12, 0.13, 0.47, 0.3, 0.4, -0.32, -0.57, 0.13, 0.22,
	0.28, 0.11,
	ofPlace: -0.55, -0.3, 0.03, 0.89, 0.32, -0.01, -0.69,
	ofAnchor: -0.72, -0.42, 0.18, 0.17, 0.07, 0.3, -1.25, -0.17, 0.39, -0.05,
	-0.16, 0.2,
	ofDated: -0.2, -0.86, -0.35, -0.07, 0.02, 0.21,
	ofComments: -0.13, -0.44, -0.86, -0.69, -0.42, 0.87, 0.24, -1.29, -1.04, -1.28,
	-2.66, -2.02,
	ofRelated: 0.01, -0.87, -1.02, -0.72, -0.69, -0.14, 0.3, -1.71, -1.1, -0.83,
	-0.74, -0.09,
	ofFooter: -0.07, -0.66, -0.76, -0.52, -0.66, -0.64, 0.07, -1.65, -1.5, -1.2,
	-0.12, -1.45,
	ofPrompts: 0.1, -0.66, -0.92, -0.87, -0.84, -1.27, 0.43, -1.98, -1.76, -1.66,
	-1.61, -2.83,
	ofCommentLike: -0.06, -1.4, -1.59, -2.23, -1.86, 0,
	ofRepeated: -0.06, -0.6, -0.44,
}
