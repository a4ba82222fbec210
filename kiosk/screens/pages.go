package screens

import "daoyin/kiosk/visit"

// pages are the drawers of all pages.
var pages = map[visit.Page]func(*builder){
	visit.Attract:     (*builder).attractPage,
	visit.Home:        (*builder).homePage,
	visit.Search:      (*builder).searchPage,
	visit.Results:     (*builder).resultsPage,
	visit.List:        (*builder).listPage,
	visit.Departments: (*builder).departmentsPage,
	visit.Windows:     (*builder).windowsPage,
	visit.Bundles:     (*builder).bundlesPage,
	visit.ItemPage:    (*builder).itemPage,
	visit.Materials:   (*builder).materialsPage,
	visit.More:        (*builder).morePage,
	visit.Web:         (*builder).webPage,
	visit.Question:    (*builder).questionPage,
	visit.Checklist:   (*builder).checklistPage,
	visit.Detail:      (*builder).detailPage,
	visit.NotYet:      (*builder).notYetPage,
	visit.NoVisit:     (*builder).noVisitPage,
	visit.Elsewhere:   (*builder).elsewherePage,
	visit.Route:       (*builder).routePage,
	visit.Card:        (*builder).cardPage,
	visit.CardRead:    (*builder).cardReadPage,
	visit.Printing:    (*builder).printingPage,
	visit.Done:        (*builder).donePage,
}

// sheets are the drawers of what lies over a page.
var sheets = map[visit.Sheet]func(*builder){
	visit.StillThere: (*builder).stillThereSheet,
	visit.FaultSheet: (*builder).faultSheet,
	visit.Help:       (*builder).helpSheet,
}
